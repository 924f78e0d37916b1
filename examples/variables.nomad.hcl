# One file for several stages: what differs is in variables.
#
#   drover job run -var-file=examples/variables.vars.hcl -var stage=test examples/variables.nomad.hcl

variable "stage" {
  type        = string
  description = "test or production"

  validation {
    condition     = contains(["test", "production"], var.stage)
    error_message = "The stage is \"test\" or \"production\"."
  }
}

variable "ports" {
  type    = map(number)
  default = { http = 8080 }
}

variable "messages" {
  type    = list(string)
  default = ["hello"]
}

locals {
  name   = format("%s-%s", "variables", var.stage)
  labels = { for label, port in var.ports : upper(label) => local.hint if port > 1024 }

  hint = "see NOMAD_PORT_<label>"
}

job "variables" {
  name = local.name
  type = "batch"

  meta {
    stage  = var.stage
    labels = join(",", keys(local.labels))
    digest = substr(sha256(jsonencode(var.messages)), 0, 8)
  }

  group "print" {
    network {
      dynamic "port" {
        for_each = var.ports
        labels   = [port.key]

        content {
          to = port.value
        }
      }
    }

    dynamic "task" {
      for_each = var.messages
      labels   = ["print-${task.key}"]

      content {
        driver = "raw_exec"

        config {
          command = "/bin/echo"
          args    = [title(task.value), "%{ if var.stage == "test" }from a test%{ else }for real%{ endif }"]
        }

        env = local.labels
      }
    }
  }
}
