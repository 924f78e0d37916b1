# A service with most of what the language offers.
variable "image" {
  type        = string
  default     = "registry.example.net/shop:1.2"
  description = "What to run"

  validation {
    condition     = length([var.image]) == 1
    error_message = "An image is needed, not ${var.image}."
  }
}

variable "ports" {
  type    = map(object({ to = number, static = optional(number) }))
  default = { http = { to = 8080 }, admin = { to = 9090, static = 9999 } }
}

locals {
  name   = "shop"
  labels = [for k, v in var.ports : "${k}-${v.to}" if v.to > 0]
}

job "shop" {
  datacenters = ["dc1", "dc2"] // both
  type        = "service"
  priority    = 40 + 2 * 5

  meta {
    owner = "team-${local.name}"
  }

  group "web" {
    count = var.image == "" ? 0 : 3

    network {
      mode = "bridge"
      dynamic "port" {
        for_each = var.ports
        labels   = [port.key]
        content {
          to = port.value.to
        }
      }
    }

    task "server" {
      driver = "docker"

      config {
        image = var.image
        args = [
          "--host", "${attr.unique.hostname}",
          "--labels", join(",", local.labels),
        ]
      }

      template {
        destination = "local/env"
        data        = <<-EOF
          {{ range service "db" }}DB={{ .Address }}{{ end }}
          PORT=${NOMAD_PORT_http}
          %{ for l in local.labels ~}
          LABEL=${l}
          %{ endfor ~}
          HOME=$${HOME:-/root}
        EOF
      }

      env = { A = "1", "B" = env["PATH"] }
    }
  }
}
