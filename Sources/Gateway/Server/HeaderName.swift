import HTTPTypes

/// The headers that AWS's protocols add to those of HTTP.
enum HeaderName {
    static let target = HTTPField.Name("x-amz-target")
    static let queryMode = HTTPField.Name("x-amzn-query-mode")
    static let queryError = HTTPField.Name("x-amzn-query-error")
    static let fetchSite = HTTPField.Name("sec-fetch-site")
    static let fetchMode = HTTPField.Name("sec-fetch-mode")
    static let requestID = HTTPField.Name("x-amzn-requestid")
}

extension HTTPFields {
    /// The value of a header; nil where the request has none.
    subscript(_ name: HTTPField.Name?) -> String? {
        get { name.flatMap { self[$0] } }
        set { if let name { self[name] = newValue } }
    }
}
