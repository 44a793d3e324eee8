/// Where the template lies that wires a pipeline.
///
/// A template is a subset of CloudFormation and its serverless transform, in YAML or JSON; `docs/support.md` lists what it may hold.
public struct Template: Sendable, Hashable {
    /// The path of the file, from the folder in which the process runs.
    public let path: String

    /// A template in a file.
    ///
    /// - Parameter path: The file, from the folder in which the process runs. One that ends in `.json` is JSON, any other YAML.
    /// - Returns: The template.
    public static func file(_ path: String) -> Template {
        Template(path: path)
    }
}
