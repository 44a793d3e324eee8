/// The codes of diagnostics about templates.
package enum TemplateCode {
    /// The text is not YAML or JSON.
    package static let syntax = "TEMPLATE_SYNTAX"
    /// A property is missing, of the wrong type, or out of its range.
    package static let invalid = "TEMPLATE_INVALID"
    /// CloudFormation has it, Quickstep does not, or not yet.
    package static let unsupported = "TEMPLATE_UNSUPPORTED"
    /// A name that nothing in the template has.
    package static let unknownReference = "TEMPLATE_UNKNOWN_REFERENCE"
    /// A function that no linked handler is named like.
    package static let functionNotLinked = "TEMPLATE_FUNCTION_NOT_LINKED"
    /// A file that the template names and that cannot be read.
    package static let unreadableFile = "TEMPLATE_UNREADABLE_FILE"
    /// Warning: it was read and has no effect.
    package static let ignored = "TEMPLATE_IGNORED"
    /// Warning: a place in a definition that no substitution fills.
    package static let unfilledPlace = "TEMPLATE_UNFILLED_PLACE"
}
