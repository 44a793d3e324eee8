/// The bounds of a YAML text.
package enum YAMLLimits {
    /// The most bytes of a text: what CloudFormation allows a template, and Step Functions a definition.
    package static let bytesMax = 1_048_576
    /// How deep collections may lie in each other.
    package static let depthMax = 200
    /// The most nodes, an alias counted as all the nodes that it stands for.
    package static let nodesMax = 100_000
    /// The most bytes of all texts together, an alias counted as all the texts that it stands for.
    package static let textBytesMax = 8 * 1_048_576
}
