job "my-dispatch" {
  datacenters = ["dc1"]
  type = "batch"
  parameterized { meta_required = ["input"] }
  task "worker" {
    driver = "docker"
    config = { image = "myworker:latest"  args = ["--input", "${NOMAD_META_INPUT}"] }
  }
}
