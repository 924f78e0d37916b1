job "web" {
  group "web" {
    task "server" {
      driver = "raw_exec"
    }

    task "server" {
      driver = "docker"
    }
  }
}
