job "web" {
  group "web" {
    task "server" {
      driver = "raw_exec"

      config {
        command = "/bin/true"
    }
  }
}
