job "web" {
  group "web" {
    task "server" {
      driver {
        name = "raw_exec"
      }
    }
  }
}
