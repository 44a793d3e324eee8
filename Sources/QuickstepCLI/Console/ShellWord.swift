/// A word of a command line, for a person to copy.
enum ShellWord {
    /// The word as a shell reads it: in quotation marks where it holds anything that a shell might take for more than it is.
    static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.allSatisfy { ($0.isASCII && ($0.isLetter || $0.isNumber)) || "/._-+,:@=".contains($0) }
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
