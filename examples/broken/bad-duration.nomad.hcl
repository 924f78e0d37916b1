job "web" {
  group "web" {
    task "server" {
      driver       = "raw_exec"
      kill_timeout = "30"
    }
  }
}
