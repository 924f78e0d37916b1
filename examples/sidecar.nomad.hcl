# Tasks that run before, beside and after the main task of a group.
job "sidecar" {
  group "app" {
    task "prepare" {
      driver = "raw_exec"

      lifecycle {
        hook = "prestart"
      }

      config {
        command = "/bin/sh"
        args    = ["-c", "echo ready > \"$NOMAD_ALLOC_DIR/data/state\""]
      }
    }

    task "companion" {
      driver = "raw_exec"

      lifecycle {
        hook    = "prestart"
        sidecar = true
      }

      config {
        command = "/bin/sh"
        args    = ["-c", "while true; do echo companion beside $NOMAD_GROUP_NAME; sleep 5; done"]
      }
    }

    task "main" {
      driver = "raw_exec"

      config {
        command = "/bin/sh"
        args    = ["-c", "cat \"$NOMAD_ALLOC_DIR/data/state\"; while true; do sleep 1; done"]
      }

      kill_timeout = "2s"
    }

    task "announce" {
      driver = "raw_exec"

      lifecycle {
        hook = "poststart"
      }

      config {
        command = "/bin/echo"
        args    = ["the main task runs"]
      }
    }

    task "clean-up" {
      driver = "raw_exec"

      lifecycle {
        hook = "poststop"
      }

      config {
        command = "/bin/sh"
        args    = ["-c", "rm -f \"$NOMAD_ALLOC_DIR/data/state\""]
      }
    }
  }
}
