import QuickstepJSON

/// Something that went wrong for good in what an upload caused.
struct CausalFailure: Equatable {
    /// What failed: `workflow image-upload`, `function describe`.
    let subject: String
    /// How an execution ended; nil for anything else.
    let status: String?
    let error: String
    let cause: String

    /// An error message, with a hint where there is one.
    var text: String {
        let reason = Announcement.reason(error, .string(cause))
        let what = [status, reason.isEmpty ? nil : reason].compactMap { $0 }.joined(separator: " ")
        let text = "\(subject): \(what)".printable
        return ResultPrinter.hint(error: error).map { "\(text)\nhint: \($0)" } ?? text
    }
}
