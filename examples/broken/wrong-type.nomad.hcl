job "web" {
  group "web" {
    count = "two"

    task "server" {
      driver = "raw_exec"
    }
  }
}
