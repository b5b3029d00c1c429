/// Issuers of secrets, from what they document and what the patterns of secret scanners agree on (gitleaks, detect-secrets).
extension SecretShape {
  /// Where programs run.
  static let clouds = [
    make("aws-access-key", "AWS access key", "AKIA ASIA ABIA ACCA", .upperAndDigits, 16...16),
    make("aws-bedrock-key", "AWS Bedrock key", "ABSK", .base64, 100...300),
    make("gcp-oauth-secret", "Google OAuth client secret", "GOCSPX-", .urlSafe, 28...28),
    make("gcp-oauth-token", "Google OAuth token", "ya29.", .dotted, 40...400),
    make("digitalocean-token", "DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", .hexadecimal, 64...64),
    make("databricks-token", "Databricks token", "dapi", .hexadecimal, 32...32),
    make("heroku-key", "Heroku key", "HRKU-AA", .urlSafe, 50...80),
    make("alibaba-access-key", "Alibaba Cloud access key", "LTAI", .alphanumeric, 16...26),
    make("planetscale-token", "PlanetScale token", "pscale_tkn_ pscale_pw_ pscale_oauth_", .dotted, 32...64),
    make("supabase-key", "Supabase key", "sbp_ sb_secret_", .urlSafe, 28...48),
    make("cloudflare-ca-key", "Cloudflare origin CA key", "v1.0-", .urlSafe, 160...200),
    make("flyio-token", "Fly.io token", "fm2_", .headerToken, 100...1024),
  ].flatMap(\.self)

  /// Where code and packages are kept.
  static let forges = [
    make("github-token", "GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", .alphanumeric, 36...255),
    make("github-token", "GitHub token", "github_pat_", .urlSafe, 70...255),
    make(
      "gitlab-token", "GitLab token", "glpat- gldt- glrt- glcbt- glptt- glft- glsoat- glimt- glagent- gloas-", .dotted,
      20...255),
    make("npm-token", "npm token", "npm_", .alphanumeric, 36...36),
    make("pypi-token", "PyPI token", "pypi-AgEIcHlwaS5vcmc pypi-AgENdGVzdC5weXBpLm9yZw", .urlSafe, 50...1000),
    make("rubygems-key", "RubyGems key", "rubygems_", .hexadecimal, 48...48),
    make("crates-token", "crates.io token", "cio", .alphanumeric, 32...32),
    make("nuget-key", "NuGet key", "oy2", .lowerAndDigits, 43...43),
    make("docker-token", "Docker token", "dckr_pat_ dckr_oat_", .urlSafe, 27...60),
    make("bitbucket-token", "Bitbucket token", "ATBB", .alphanumeric, 28...36),
    make("atlassian-token", "Atlassian token", "ATATT3", .headerToken, 180...250),
  ].flatMap(\.self)

  /// What programs talk to.
  static let services = [
    make(
      "slack-token", "Slack token", "xoxb- xoxp- xoxa- xoxr- xoxs- xoxe- xoxe.xoxp- xoxc- xoxd- xapp-", .urlSafe,
      24...255),
    make("slack-webhook", "Slack webhook", "hooks.slack.com/services/ hooks.slack.com/workflows/", .slashed, 40...90),
    make(
      "discord-webhook", "Discord webhook", "discord.com/api/webhooks/ discordapp.com/api/webhooks/", .slashed, 60...120
    ),
    make("stripe-key", "Stripe key", "sk_live_ sk_test_ rk_live_ rk_test_ sk_prod_", .alphanumeric, 16...255),
    make("stripe-webhook-secret", "Stripe webhook secret", "whsec_", .base64, 32...80),
    make("sendgrid-key", "SendGrid key", "SG.", .dotted, 66...66),
    make("twilio-key", "Twilio key", "SK", .hexadecimal, 32...32),
    make("mailgun-key", "Mailgun key", "key-", .hexadecimal, 32...32),
    make("shopify-token", "Shopify token", "shpat_ shpss_ shpca_ shppa_", .hexadecimalMixed, 32...32),
    make("square-token", "Square token", "sq0atp- sq0csp-", .urlSafe, 22...60),
    make("vault-token", "HashiCorp Vault token", "hvs. hvb. hvr.", .urlSafe, 24...300),
    make("terraform-token", "Terraform token", "atlasv1.", .urlSafe, 60...70),
    make("linear-key", "Linear key", "lin_api_ lin_oauth_", .alphanumeric, 40...64),
    make("notion-token", "Notion token", "ntn_ secret_", .alphanumeric, 43...50),
    make("postman-key", "Postman key", "PMAK-", .urlSafe, 59...59),
    make("grafana-token", "Grafana token", "glsa_ glc_", .headerToken, 32...400),
    make("doppler-token", "Doppler token", "dp.pt. dp.st. dp.ct. dp.sa.", .dotted, 40...64),
    make("pulumi-token", "Pulumi token", "pul-", .hexadecimal, 40...40),
    make("sentry-token", "Sentry token", "sntrys_ sntryu_", .headerToken, 60...400),
    make("newrelic-key", "New Relic key", "NRAK- NRAL- NRII-", .upperAndDigits, 27...42),
    make("figma-token", "Figma token", "figd_", .urlSafe, 40...48),
    make("contentful-token", "Contentful token", "CFPAT-", .urlSafe, 43...43),
    make("dynatrace-token", "Dynatrace token", "dt0c01.", .dotted, 89...89),
    make("age-key", "age key", "AGE-SECRET-KEY-1", .upperAndDigits, 58...58),
    make("prefect-key", "Prefect key", "pnu_", .alphanumeric, 36...36),
    make("tailscale-key", "Tailscale key", "tskey-", .urlSafe, 20...80),
    make("easypost-key", "EasyPost key", "EZAK EZTK", .alphanumeric, 54...54),
  ].flatMap(\.self)

  /// One shape for each of the prefixes, which have spaces between them.
  private static func make(
    _ id: String, _ title: String, _ prefixes: String, _ alphabet: ByteSet, _ length: ClosedRange<Int>
  ) -> [SecretShape] {
    prefixes.split(separator: " ").map { SecretShape(SecretKind(id, title), String($0), alphabet, length) }
  }
}
