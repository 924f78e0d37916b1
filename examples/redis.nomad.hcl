job "redis" {
  datacenters = ["us-east-1"]
  task "redis" {
    driver = "docker"
    config { image = "redis:latest" }
    resources {
      cpu = 500 # Mhz
      memory = 256 # MB
      network { mbits = 10  port "redis" {} }
    }
  }
}
