/// Where an Azure OpenAI resource takes requests. People write its address in three ways:
///
/// - `https://R.openai.azure.com/openai/v1`, the way without versions: models are named in the body;
/// - `https://R.openai.azure.com/openai/deployments/D?api-version=V`: one deployment, used as it stands;
/// - `https://R.openai.azure.com`, the resource alone: with `?api-version=V` each model is taken for a deployment, without it
///   the first way is meant.
struct AzureAddress {
  private let address: Endpoint
  /// The path without its query.
  private let path: Substring

  init(_ address: Endpoint) {
    self.address = address
    path = address.path.prefix { $0 != "?" }
  }

  private var namesDeployment: Bool { path.contains("/deployments/") }
  private var hasVersion: Bool { address.path.contains("api-version=") }
  private var isResource: Bool { path.isEmpty || path == "/" || path == "/openai" || path == "/openai/" }

  /// What stands before `/chat/completions`.
  func base(for model: String) -> Endpoint {
    guard isResource else { return address }
    let openAI = path.hasPrefix("/openai") ? "" : "/openai"
    return address.appending(
      hasVersion ? "\(openAI)/deployments/\(model.percentEncodedForPath)" : "\(openAI)/v1")
  }

  /// What stands before `/models`, which belongs to the resource, not to a deployment.
  var root: Endpoint {
    guard namesDeployment || hasVersion else { return base(for: "") }
    let query = address.path.dropFirst(path.count)
    return Endpoint("\(address.origin)/openai\(query)") ?? address
  }
}
