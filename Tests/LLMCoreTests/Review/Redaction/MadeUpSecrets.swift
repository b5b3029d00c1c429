import LLMTestKit

/// Secrets of every sort, made up anew for each seed, so that none stands in the repository.
struct MadeUpSecrets {
  /// A line with a secret in it, which is a range of its bytes.
  struct Sample: Sendable {
    let kind: String
    let before: String
    let value: String
    let after: String
    var text: String { before + value + after }
  }

  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private static let lower = Array("abcdefghijklmnopqrstuvwxyz")
  private static let upper = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  private static let digits = Array("0123456789")
  static let hexadecimal = Array("0123456789abcdef")
  static let alphanumeric = lower + upper + digits
  static let base64 = alphanumeric + Array("+/")
  static let urlSafe = alphanumeric + Array("-_")

  /// Characters that were drawn, with at least one small letter, one capital and one digit where the alphabet has them.
  mutating func draw(_ alphabet: [Character], _ count: Int) -> String {
    while true {
      let text = String((0..<count).map { _ in random.pick(alphabet) })
      // Of what ends in a hyphen nobody can tell the end.
      let isEvenlyMixed = text.contains(where: \.isNumber) && text.contains(where: \.isLetter)
      if isEvenlyMixed, text.last?.isLetter == true || text.last?.isNumber == true, text.first?.isLetter == true {
        return text
      }
    }
  }

  /// One of each issuer's.
  mutating func issued() -> [Sample] {
    let alphanumeric = Self.alphanumeric
    let hexadecimal = Self.hexadecimal
    let capitals = Self.upper + Self.digits
    let forms: [(String, String)] = [
      ("aws-access-key", "AKIA" + draw(capitals, 16)), ("aws-access-key", "ASIA" + draw(capitals, 16)),
      ("github-token", "ghp_" + draw(alphanumeric, 36)), ("github-token", "ghs_" + draw(alphanumeric, 36)),
      ("github-token", "github_pat_" + draw(alphanumeric, 22) + "_" + draw(alphanumeric, 59)),
      ("gitlab-token", "glpat-" + draw(alphanumeric, 20)), ("npm-token", "npm_" + draw(alphanumeric, 36)),
      ("pypi-token", "pypi-AgEIcHlwaS5vcmc" + draw(Self.urlSafe, 120)),
      ("slack-token", "xoxb-" + draw(Self.digits + ["a"], 12) + "-" + draw(alphanumeric, 24)),
      (
        "slack-webhook",
        "hooks.slack.com/services/T" + draw(capitals, 8) + "/B" + draw(capitals, 8) + "/" + draw(alphanumeric, 24)
      ),
      ("stripe-key", "sk_live_" + draw(alphanumeric, 24)), ("stripe-key", "rk_test_" + draw(alphanumeric, 40)),
      ("openai-key", "sk-proj-" + draw(Self.urlSafe, 80)),
      ("anthropic-key", "sk-ant-" + "api03-" + draw(Self.urlSafe, 90)),
      ("gemini-key", "AIza" + draw(alphanumeric, 35)), ("groq-key", "gsk_" + draw(alphanumeric, 52)),
      ("huggingface-key", "hf_" + draw(alphanumeric, 34)), ("xai-key", "xai-" + draw(alphanumeric, 80)),
      ("digitalocean-token", "dop_v1_" + draw(hexadecimal, 64)), ("databricks-token", "dapi" + draw(hexadecimal, 32)),
      ("sendgrid-key", "SG." + draw(alphanumeric, 22) + "." + draw(alphanumeric, 43)),
      ("twilio-key", "SK" + draw(hexadecimal, 32)), ("shopify-token", "shpat_" + draw(hexadecimal, 32)),
      ("vault-token", "hvs." + draw(alphanumeric, 90)), ("docker-token", "dckr_pat_" + draw(alphanumeric, 27)),
      ("gcp-oauth-secret", "GOCSPX-" + draw(alphanumeric, 28)), ("linear-key", "lin_api_" + draw(alphanumeric, 40)),
      ("rubygems-key", "rubygems_" + draw(hexadecimal, 48)), ("grafana-token", "glsa_" + draw(alphanumeric, 41)),
      ("telegram-token", "731650" + "4821:AA" + draw(alphanumeric, 33)),
      ("azure-client-secret", draw(Self.lower + Self.digits, 3) + "8Q~" + draw(alphanumeric, 34)),
      ("jwt", "eyJ" + draw(Self.urlSafe, 30) + ".eyJ" + draw(Self.urlSafe, 60) + "." + draw(Self.urlSafe, 43)),
      ("age-key", "AGE-SECRET-KEY-1" + draw(capitals, 58)),
    ]
    return forms.map { kind, value in
      let (before, after) = random.pick([
        ("let key = \"", "\""), ("", ""), ("# ", " is it"), ("KEY=", ""), ("curl -H 'X-Key: ", "' https://a.example"),
        ("(", ")"),
        ("  - ", ""), ("value: ", ", other"), ("`", "`"), ("<a>", "</a>"),
      ])
      return Sample(kind: kind, before: before, value: value, after: after)
    }
  }

  /// One of each form that is told by what stands around it.
  mutating func surrounded() -> [Sample] {
    let key = draw(Self.alphanumeric, 32)
    let password = draw(Self.alphanumeric, 9) + "!" + draw(Self.alphanumeric, 4)
    let forms: [(String, String, String, String)] = [
      ("url-password", "postgres://app:", draw(Self.alphanumeric, 14), "@db.internal:5432/app"),
      ("url-password", "see https://me:", password, "@git.corp.net/x.git now"),
      ("url-password", "amqp://u:", draw(Self.hexadecimal, 24), "@10.0.0.1"),
      ("authorization", "Authorization: Bearer ", draw(Self.alphanumeric, 40), ""),
      ("authorization", "\"Authorization\": \"Basic ", draw(Self.base64, 32), "\""),
      ("password", "password = \"", password, "\""), ("password", "DB_PASSWORD=", password, ""),
      ("password", "  \"adminPassword\": \"", password, "\","),
      ("password", "let dbPassword: String = \"", password, "\""),
      ("password", "Server=db;User Id=sa;Password=", password, ";Encrypt=true"),
      ("password", "<password>", password, "</password>"), ("password", "define('DB_PASSWORD', '", password, "');"),
      ("password", "if password == \"", password, "\" {"), ("password", "PGPASSWORD=", password, " psql"),
      ("password", "spring.datasource.password=", password, ""), ("password", "char *passwd = \"", password, "\";"),
      ("key", "api_key: \"", key, "\""), ("key", "export API_TOKEN=", key, ""), ("key", "apiKey: '", key, "',"),
      ("key", "os.environ[\"SECRET_KEY\"] = \"", key, "\""), ("key", "client_secret => \"", key, "\""),
      ("key", "secret-key: ", key, ""), ("key", "aws_secret_access_key = ", draw(Self.base64, 40), ""),
      ("key", "\"https://a.example/x?access_token=", key, "&b=1\""),
      ("key", "AccountKey=", draw(Self.base64, 86), "=="),
      ("key", "- AUTH_TOKEN=", draw(Self.hexadecimal, 40), ""),
    ]
    // The padding belongs to the key.
    return forms.map { kind, before, value, after in
      after == "=="
        ? Sample(kind: kind, before: before, value: value + after, after: "")
        : Sample(kind: kind, before: before, value: value, after: after)
    }
  }

  /// The lines of a private key.
  mutating func privateKey(_ label: String = "RSA PRIVATE KEY", lines: Int = 8) -> [String] {
    let body = (0..<lines).map { _ in draw(Self.base64, 64) } + [draw(Self.base64, 22) + "=="]
    return ["-----" + "BEGIN \(label)-----"] + body + ["-----" + "END \(label)-----"]
  }
}
