# A web page, served by the small web server that comes with every JDK.
#
#   drover job run -var java_home="$JAVA_HOME" examples/service.nomad.hcl

variable "java_home" {
  type        = string
  description = "Folder of a JDK, 18 or later."
}

variable "greeting" {
  type    = string
  default = "Hello from Drover"
}

job "web" {
  group "web" {
    count          = 1
    shutdown_delay = "500ms"

    network {
      port "http" {}
    }

    service {
      name     = "web"
      port     = "http"
      provider = "nomad"

      check {
        type     = "http"
        path     = "/index.html"
        interval = "2s"
        timeout  = "1s"
      }
    }

    restart {
      attempts = 3
      delay    = "1s"
      interval = "1m"
      mode     = "fail"
    }

    task "server" {
      driver = "raw_exec"

      config {
        command = "/bin/sh"
        args = [
          "-c",
          <<-SCRIPT
          mkdir -p "$NOMAD_TASK_DIR/page"
          printf '<!doctype html><title>Drover</title><h1>%s</h1>\n' "$GREETING" > "$NOMAD_TASK_DIR/page/index.html"
          exec "$JAVA/bin/jwebserver" -b 127.0.0.1 -p "$NOMAD_PORT_http" -d "$NOMAD_TASK_DIR/page"
          SCRIPT
        ]
      }

      env {
        JAVA     = var.java_home
        GREETING = var.greeting
      }

      resources {
        cpu    = 100
        memory = 128
      }
    }
  }
}
