/// Files of the package that the tests use.
enum Package {
    /// The folder with `Package.swift`.
    static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(4).joined(separator: "/")
    }()

    static let tests = root + "/Tests/EndToEndTests"
    static let pictureTests = root + "/Tests/ImagePipelineTests"
    /// Scripts that call the endpoint as clients of AWS.
    static let clients = root + "/Tests/Clients"
    static let sample = root + "/Workflows/image-upload/sample/harbour.jpg"

    static func workflow(_ name: String) -> String {
        "\(root)/Workflows/\(name).asl.json"
    }

    static func picture(_ name: String) -> String {
        "\(pictureTests)/Fixtures/\(name)"
    }
}
