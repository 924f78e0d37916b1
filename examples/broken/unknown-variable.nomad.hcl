variable "greeting" {
  default = "hello"
}

job "web" {
  group "web" {
    task "server" {
      driver = "raw_exec"

      config {
        command = "/bin/echo"
        args    = [var.greting]
      }
    }
  }
}
