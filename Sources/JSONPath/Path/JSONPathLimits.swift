/// The bounds that keep a hostile path or document from exhausting the process.
package enum JSONPathLimits {
    /// The longest text of a path, in bytes of UTF-8.
    package static let textBytesMax = 16_384

    /// How deep filters, brackets, negations and list literals may nest.
    package static let nestingDepthMax = 32

    /// How many values one query may visit; long strings count several times.
    package static let visitsMax = 2_000_000

    /// How many steps all regular expressions of one query may take together.
    package static let patternStepsMax = 20_000_000

    /// How many bytes one match of a regular expression may take.
    package static let patternBytesMax = 32 * 1_024 * 1_024

    /// How deep a document may become by writing into it; what the JSON parser reads back.
    package static let documentDepthMax = 1_000
}
