import ArgumentParser

/// `BUCKET/KEY`, as the command line names an object.
struct ObjectPlace: ExpressibleByArgument {
    let bucket: String
    let key: String

    init?(argument: String) {
        guard let slash = argument.firstIndex(of: "/"), slash != argument.startIndex else { return nil }
        bucket = String(argument[..<slash])
        key = String(argument[argument.index(after: slash)...])
        if key.isEmpty { return nil }
    }
}
