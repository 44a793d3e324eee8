import Testing

/// A file that holds what commands said, exactly.
///
/// `QUICKSTEP_RECORD_GOLDENS=1` writes the files anew; look at the difference before it is taken in.
struct Golden {
    private static let folder = Package.tests + "/Goldens"
    private static var isRecording: Bool { Variable.value("QUICKSTEP_RECORD_GOLDENS") == "1" }

    let name: String
    let blurs: Blurs

    /// - Parameters:
    ///   - name: The file's name, without its ending.
    ///   - blurs: What differs from run to run.
    init(_ name: String, _ blurs: Blurs) {
        self.name = name
        self.blurs = blurs
    }

    /// Compares outcomes with the file.
    func check(_ outcomes: Outcome..., sourceLocation: SourceLocation = #_sourceLocation) throws {
        let found = outcomes.map { blurs.apply(to: $0.description) }.joined(separator: "\n")
        let path = "\(Self.folder)/\(name).txt"
        guard !Self.isRecording else {
            try Files.write(Array(found.utf8), to: path)
            return
        }
        let expected = Files.exists(path) ? try Files.text(path) : ""
        #expect(found == expected, "\(name).txt:\n\(found)", sourceLocation: sourceLocation)
    }
}

/// What differs from run to run, and what stands for it in a golden file.
struct Blurs {
    private var words: [(text: String, name: String)] = []
    private var pid: Int?

    init(_ scratch: Scratch) {
        words = [(scratch.folder, "<scratch>"), (Package.root, "<package>")]
    }

    /// Adds a process's id.
    func with(pid: Int) -> Blurs {
        var blurs = self
        blurs.pid = pid
        return blurs
    }

    func apply(to text: String) -> String {
        var blurred = text
        for word in words { blurred = blurred.replacing(word.text, with: word.name) }
        blurred =
            blurred
            .replacing(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "<uuid>")
            .replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/, with: "<time>")
            // How long something took stands at the end of a line, after two blanks.
            .replacing(/(?m)  \d+(\.\d)? (ms|s)$/, with: "  <span>")
            .replacing(/\((\d+(\.\d)? (ms|s|min|h|d) ?)+/, with: "(<span>")
        guard let pid else { return blurred }
        // In the sentences where it stands: its digits may be part of anything else.
        return ["process ", "kill "].reduce(blurred) { $0.replacing("\($1)\(pid)", with: "\($1)<pid>") }
    }
}
