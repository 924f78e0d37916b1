job "web" {
  group "web" {
    task "server" {
      driver = "raw_exec"

      env {
        NAME = uppercase("web")
      }
    }
  }
}
