# A batch job: it prints a few lines and ends.
job "count" {
  type = "batch"

  group "count" {
    task "count" {
      driver = "raw_exec"

      config {
        command = "/bin/sh"
        args    = ["-c", "for number in 1 2 3 4 5; do echo \"number $number of 5\"; sleep 0.2; done; echo done"]
      }

      resources {
        cpu    = 50
        memory = 32
      }
    }
  }
}
