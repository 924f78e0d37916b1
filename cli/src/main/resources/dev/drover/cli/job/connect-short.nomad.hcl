job "connect-example" {
  group "api" {
    network {
      mode = "bridge"
    }

    service {
      name = "hello-api"
      port = "9001"

      connect {
        sidecar_service {}
      }
    }

    task "api" {
      driver = "docker"

      config {
        image   = "python:3-alpine"
        command = "python3"
        args    = ["-m", "http.server", "9001"]
      }
    }
  }

  group "page" {
    network {
      mode = "bridge"

      port "http" {
        to = 9002
      }
    }

    service {
      name = "hello-page"
      port = "9002"

      connect {
        sidecar_service {
          proxy {
            upstreams {
              destination_name = "hello-api"
              local_bind_port  = 8080
            }
          }
        }
      }
    }

    task "page" {
      driver = "docker"

      env {
        API = "http://${NOMAD_UPSTREAM_ADDR_hello_api}"
      }

      config {
        image   = "python:3-alpine"
        command = "python3"
        args    = ["-m", "http.server", "9002"]
      }
    }
  }
}
