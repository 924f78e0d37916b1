job "web" {
  group "web" {
    task "server" {
      config {
        command = "/bin/true"
      }
    }
  }
}
