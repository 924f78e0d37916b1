stage    = "production"
messages = ["good morning", "good night"]

ports = {
  http  = 8080
  admin = 9090
}
