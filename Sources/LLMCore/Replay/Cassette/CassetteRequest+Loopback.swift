extension CassetteRequest {
  /// A request as it is recorded and compared: without credentials, and without what clients make up for each request.
  ///
  /// - Parameters:
  ///   - path: path and query below the route.
  ///   - mask: knows the keys in play, those of this request as well.
  package init(_ request: LoopbackRequest, route: String, path: String, mask: CassetteMask) {
    var headers = CassetteHeaders.recorded(ofRequest: request.headers)
    var bytes = request.body
    if let index = headers.firstIndex(where: { $0.name == "content-type" }) {
      (headers[index].value, bytes) = CassetteMultipart.normalised(headers[index].value, bytes)
    }
    self.init(
      route: route, method: request.method, path: mask.masked(path: path), headers: mask.masked(headers),
      body: mask.masked(CassetteBody(request: bytes)))
  }
}
