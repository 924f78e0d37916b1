# An example job: a small web server that Drover keeps running.
#
#   drover job run example.nomad.hcl
#   drover job status example
#   drover job stop example

job "example" {
  # "service" runs until it is stopped, "batch" until it succeeds. "system" and "sysbatch" are their kin that run once on every
  # node.
  type = "service"

  # Tasks of one group run together on one node.
  group "web" {
    # How many of them. Change it, run the file again, and only the difference starts or stops.
    count = 1

    network {
      # A free port of the node, chosen by Drover. Tasks see it as NOMAD_PORT_http.
      port "http" {}
    }

    # Found by others under this name: drover service info example-web
    service {
      name     = "example-web"
      port     = "http"
      provider = "nomad"

      check {
        type     = "tcp"
        interval = "10s"
        timeout  = "2s"
      }
    }

    # What happens when a task fails: two more tries within half an hour, then the group is moved to another node.
    restart {
      attempts = 2
      interval = "30m"
      delay    = "15s"
      mode     = "fail"
    }

    # How a new version of this job replaces the old one: one at a time, each healthy for a while before the next.
    update {
      max_parallel     = 1
      min_healthy_time = "5s"
      auto_revert      = true
    }

    task "server" {
      # raw_exec runs a program of the node itself. For a container:
      #
      #   driver = "docker"
      #   config {
      #     image = "nginx:alpine"
      #     ports = ["http"]
      #   }
      driver = "raw_exec"

      config {
        command = "python3"
        args    = ["-m", "http.server", "${NOMAD_PORT_http}", "--directory", "local"]
      }

      # Rendered before the task starts. The folder "local" belongs to this task.
      template {
        destination = "local/index.html"
        data        = <<-EOF
          <h1>Hello from {{ env "NOMAD_ALLOC_ID" }}</h1>
        EOF
      }

      # What the scheduler sets aside on the node.
      resources {
        cpu    = 100 # MHz
        memory = 128 # MB
      }
    }
  }
}
