# Every block of a job file, once. It shows how things are written; nobody would run it.

variable "image" {
  type        = string
  default     = "registry.example.com/web:1.0"
  description = "Image of the web task."

  validation {
    condition     = length(split(":", var.image)) == 2
    error_message = "The image needs a tag."
  }
}

locals {
  owner = "kitchen"
}

job "kitchen-sink" {
  region      = "global"
  namespace   = "default"
  type        = "service"
  priority    = 60
  all_at_once = false
  datacenters = ["dc1", "dc*"]
  node_pool   = "default"

  ui {
    description = "Every block, **once**."

    link {
      label = "Documentation"
      url   = "https://example.com/docs"
    }
  }

  meta {
    owner = local.owner
  }

  constraint {
    attribute = "${attr.kernel.name}"
    value     = "linux"
  }

  constraint {
    distinct_hosts = true
  }

  constraint {
    attribute = "${attr.nomad.version}"
    version   = ">= 1.4"
  }

  affinity {
    attribute = "${node.datacenter}"
    value     = "dc1"
    weight    = 75
  }

  spread {
    attribute = "${node.datacenter}"
    weight    = 80

    target "dc1" {
      percent = 60
    }
  }

  update {
    stagger           = "30s"
    max_parallel      = 2
    health_check      = "checks"
    min_healthy_time  = "5s"
    healthy_deadline  = "2m"
    progress_deadline = "10m"
    canary            = 1
    auto_revert       = true
    auto_promote      = true
  }

  reschedule {
    delay          = "30s"
    delay_function = "exponential"
    max_delay      = "1h"
    unlimited      = true
  }

  migrate {
    max_parallel     = 1
    health_check     = "checks"
    min_healthy_time = "10s"
    healthy_deadline = "5m"
  }

  multiregion {
    strategy {
      max_parallel = 1
      on_failure   = "fail_all"
    }

    region "global" {
      count       = 2
      datacenters = ["dc1"]
      node_pool   = "default"

      meta {
        nearest = "yes"
      }
    }
  }

  vault {
    role        = "web"
    change_mode = "noop"
  }

  secret "shared" {
    provider = "nomad"
    path     = "nomad/jobs/kitchen-sink"
  }

  group "web" {
    count            = 2
    shutdown_delay   = "5s"
    max_run_duration = "24h"

    network {
      mode     = "bridge"
      hostname = "web"

      port "http" {
        to           = 8080
        host_network = "public"
      }

      port "admin" {
        static = 9090
      }

      dns {
        servers  = ["10.0.0.2"]
        searches = ["example.com"]
        options  = ["ndots:2"]
      }

      cni {
        args {
          NAME = "web"
        }
      }
    }

    consul {
      namespace = "default"
      cluster   = "default"
    }

    disconnect {
      lost_after = "6h"
      replace    = true
      reconcile  = "keep_original"
    }

    restart {
      interval         = "30m"
      attempts         = 2
      delay            = "15s"
      mode             = "fail"
      render_templates = true
    }

    ephemeral_disk {
      sticky  = true
      migrate = true
      size    = 500
    }

    scaling {
      min     = 1
      max     = 10
      enabled = true

      policy {
        cooldown = "1m"

        check "cpu" {
          source = "nomad-apm"
          query  = "avg_cpu"

          strategy "target-value" {
            target = 70
          }
        }
      }
    }

    volume "data" {
      type            = "csi"
      source          = "data"
      access_mode     = "single-node-writer"
      attachment_mode = "file-system"
      per_alloc       = true

      mount_options {
        fs_type     = "ext4"
        mount_flags = ["noatime"]
      }
    }

    service {
      name        = "web"
      port        = "http"
      tags        = ["web"]
      canary_tags = ["canary"]
      provider    = "consul"

      meta {
        version = "1"
      }

      canary_meta {
        version = "2"
      }

      tagged_addresses {
        wan = "203.0.113.10:80"
      }

      weights {
        passing = 10
        warning = 1
      }

      identity {
        aud = ["consul.io"]
        ttl = "1h"
      }

      check {
        name     = "alive"
        type     = "http"
        path     = "/health"
        method   = "GET"
        interval = "10s"
        timeout  = "2s"

        header {
          Accept = ["application/json"]
        }

        check_restart {
          limit = 3
          grace = "30s"
        }
      }

      check_restart {
        limit           = 5
        grace           = "1m"
        ignore_warnings = true
      }

      connect {
        sidecar_service {
          tags = ["mesh"]
          port = "mesh"

          meta {
            tier = "front"
          }

          proxy {
            local_service_port = 8080

            expose {
              path {
                path            = "/metrics"
                protocol        = "http"
                local_path_port = 8080
                listener_port   = "metrics"
              }
            }

            upstreams {
              destination_name = "database"
              local_bind_port  = 5432

              mesh_gateway {
                mode = "local"
              }

              config {
                connect_timeout_ms = 500
              }
            }

            transparent_proxy {
              uid                    = "101"
              exclude_outbound_ports = [22]
            }

            config {
              protocol = "http"
            }
          }
        }

        sidecar_task {
          name   = "proxy"
          driver = "docker"

          config {
            image = "envoyproxy/envoy:v1.30"
          }

          env {
            LEVEL = "info"
          }

          resources {
            cpu    = 100
            memory = 64
          }

          logs {
            max_files = 2
          }

          volume_mount {
            volume      = "data"
            destination = "/data"
          }

          identity {
            name = "proxy"
            aud  = ["mesh"]
          }
        }
      }
    }

    service {
      name = "entrance"
      port = "9000"

      connect {
        gateway {
          proxy {
            connect_timeout = "3s"

            envoy_gateway_bind_addresses "public" {
              address = "0.0.0.0"
              port    = 9000
            }

            config {
              envoy_dns = true
            }
          }

          ingress {
            tls {
              enabled         = true
              tls_min_version = "TLSv1_2"

              sds {
                cluster_name  = "sds"
                cert_resource = "web"
              }
            }

            listener {
              port     = 9000
              protocol = "http"

              service {
                name            = "web"
                hosts           = ["web.example.com"]
                max_connections = 100

                tls {
                  enabled = true
                }

                request_headers {
                  add {
                    x-from = "gateway"
                  }

                  set {
                    x-set = "1"
                  }

                  remove = ["x-secret"]
                }

                response_headers {
                  remove = ["server"]
                }
              }
            }
          }
        }
      }
    }

    service {
      name = "exit"

      connect {
        gateway {
          terminating {
            service {
              name    = "billing"
              ca_file = "certs/ca.pem"
              sni     = "billing.example.com"
            }
          }
        }
      }
    }

    service {
      name = "between"

      connect {
        gateway {
          mesh {}
        }
      }
    }

    task "web" {
      driver         = "docker"
      user           = "www-data"
      leader         = true
      kill_timeout   = "20s"
      kill_signal    = "SIGTERM"
      shutdown_delay = "2s"

      config {
        image = var.image
        ports = ["http", "admin"]

        mount {
          type   = "bind"
          source = "local"
          target = "/app/local"
        }

        mount {
          type   = "tmpfs"
          target = "/tmp"
        }
      }

      env {
        NODE = "${node.unique.name}"
        PORT = "${NOMAD_PORT_http}"
      }

      meta {
        tier = "front"
      }

      artifact {
        source      = "https://example.com/app-${attr.cpu.arch}.tar.gz"
        destination = "local/app"
        mode        = "dir"

        options {
          checksum = "md5:c4aa853ad2215426eb7d70a21922e794"
        }

        headers {
          X-Token = "abc"
        }
      }

      template {
        destination          = "secrets/app.env"
        env                  = true
        change_mode          = "script"
        error_on_missing_key = true

        data = <<-EOF
          ADDRESS={{ env "NOMAD_ADDR_http" }}
          EOF

        change_script {
          command       = "/bin/reload"
          args          = ["now"]
          timeout       = "10s"
          fail_on_error = true
        }

        wait {
          min = "2s"
          max = "10s"
        }
      }

      consul {
        namespace = "web"
      }

      secret "database" {
        provider = "vault"
        path     = "secret/data/web"

        config {
          engine = "kv_v2"
        }
      }

      identity {
        env  = true
        file = true
      }

      identity {
        name        = "aws"
        aud         = ["sts.example.com"]
        change_mode = "restart"
        ttl         = "1h"
      }

      action "flush" {
        command = "/bin/flush"
        args    = ["--all"]
      }

      schedule {
        cron {
          start    = "0 0 8 * * *"
          end      = "0 18"
          timezone = "Europe/Berlin"
        }
      }

      volume_mount {
        volume           = "data"
        destination      = "/data"
        read_only        = true
        propagation_mode = "private"
      }

      restart {
        attempts = 5
      }

      scaling "cpu" {
        min = 50
        max = 1000

        policy {
          cooldown = "5m"
        }
      }

      logs {
        max_files     = 5
        max_file_size = 20
      }

      service {
        name     = "web-admin"
        port     = "admin"
        provider = "nomad"
      }

      constraint {
        attribute    = "${attr.driver.docker.runtimes}"
        set_contains = "runc"
      }

      affinity {
        attribute = "${meta.disk}"
        value     = "ssd"
      }

      resources {
        cores      = 2
        memory     = 512
        memory_max = 1024
        secrets    = 2

        device "nvidia/gpu" {
          count = 1

          constraint {
            attribute = "${device.attr.memory}"
            operator  = ">="
            value     = "2 GiB"
          }

          affinity {
            attribute = "${device.model}"
            value     = "Tesla"
          }
        }

        numa {
          affinity = "prefer"
          devices  = ["nvidia/gpu"]
        }
      }
    }

    task "storage-plugin" {
      driver = "docker"

      lifecycle {
        hook    = "prestart"
        sidecar = true
      }

      config {
        image = "example/csi:1"
      }

      csi_plugin {
        id             = "storage"
        type           = "node"
        mount_dir      = "/csi"
        health_timeout = "30s"
      }
    }
  }

  # Two ways to start a job other than by hand. A job has one of them, and is of type batch then.
  periodic {
    crons            = ["*/15 * * * *"]
    prohibit_overlap = true
    time_zone        = "Europe/Berlin"
    enabled          = false
  }

  parameterized {
    payload       = "optional"
    meta_required = ["input"]
    meta_optional = ["color"]
  }

  group "worker" {
    task "worker" {
      driver = "raw_exec"

      config {
        command = "/bin/cat"
        args    = ["local/input"]
      }

      dispatch_payload {
        file = "input"
      }
    }
  }
}
