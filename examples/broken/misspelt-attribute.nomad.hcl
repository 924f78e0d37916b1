job "web" {
  datacenter = ["dc1"]

  group "web" {
    task "server" {
      driver = "raw_exec"
    }
  }
}
