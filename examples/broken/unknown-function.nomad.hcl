job "web" {
  group "web" {
    task "server" {
      driver = "raw_exec"

      env {
        NAME = uper("web")
      }
    }
  }
}
