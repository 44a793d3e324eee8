import Testing

/// Python with packages from PyPI, made in the build folder where it is not there yet.
enum PythonEnvironment: String {
    /// An image library of others, to compare pictures with.
    case pictures
    /// boto3 and the aws command: clients that know nothing of Quickstep.
    case clients

    /// The path of one of its programs, such as `python`.
    ///
    /// - Throws: When the packages cannot be had.
    func program(_ name: String) async throws -> String {
        let script = Command(path: Package.root + "/scripts/python-venv.sh", [rawValue], in: Package.root)
        return try await script.run().succeeded().output.dropLast() + "/bin/" + name
    }
}
