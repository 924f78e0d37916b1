# A job that waits to be dispatched. Each dispatch runs the worker once, with its own values:
#
#   drover job run examples/parameterized.nomad.hcl
#   echo "some text" | drover job dispatch -meta input=first worker -
job "worker" {
  type = "batch"

  parameterized {
    payload       = "optional"
    meta_required = ["input"]
    meta_optional = ["color"]
  }

  group "worker" {
    task "worker" {
      driver = "raw_exec"

      config {
        command = "/bin/sh"
        args    = ["-c", "echo \"input is ${NOMAD_META_input}, color is $NOMAD_META_color\"; cat \"$NOMAD_TASK_DIR/payload.txt\" 2>/dev/null || true"]
      }

      dispatch_payload {
        file = "payload.txt"
      }

      meta {
        color = "none"
      }

      resources {
        cpu    = 50
        memory = 32
      }
    }
  }
}
