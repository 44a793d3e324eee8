import QuickstepJSON

/// XML as the query protocols write it: elements and text, nothing else.
struct XMLText {
    private(set) var bytes: [UInt8] = []

    init() {
        bytes += #"<?xml version="1.0"?>"#.utf8
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Writes an element and what is in it.
    mutating func element(_ name: String, namespace: String? = nil, _ content: (inout XMLText) -> Void) {
        bytes += "<\(name)".utf8
        if let namespace { bytes += " xmlns=\"\(namespace)\"".utf8 }
        bytes.append(UInt8(ascii: ">"))
        content(&self)
        bytes += "</\(name)>".utf8
    }

    /// Writes an element that holds a text.
    mutating func element(_ name: String, _ text: String) {
        element(name) { $0.text(text) }
    }

    /// Writes an element without content.
    mutating func empty(_ name: String) {
        bytes += "<\(name)/>".utf8
    }

    /// Writes a text; characters that XML cannot hold become U+FFFD.
    mutating func text(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += "&amp;".utf8
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            case "\"": bytes += "&quot;".utf8
            // A reader would make a line feed of it.
            case "\r": bytes += "&#xD;".utf8
            case "\t", "\n", " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
                bytes += UTF8.encode(scalar).map(Array.init) ?? []
            default: bytes += "\u{FFFD}".utf8
            }
        }
    }
}

extension XMLText {
    /// Writes the members of a structure, each as its shape says.
    mutating func members(_ object: JSONObject, _ shapes: [QueryMember]) {
        for (name, value) in object {
            let member = shapes.first { $0.name == name }
            write(value, as: member?.wire ?? name, member?.shape)
        }
    }

    /// Writes a value under a name; without a shape, as what it is.
    private mutating func write(_ value: JSONValue, as name: String, _ shape: QueryShape?) {
        switch (value, shape) {
        case (.array(let items), .list(nil, let shape)):
            for item in items { write(item, as: name, shape) }
        case (.array(let items), .list(let item?, let shape)):
            element(name) { xml in
                for value in items { xml.write(value, as: item, shape) }
            }
        case (.object(let entries), .map(nil, let key, let value, let shape)):
            for entry in entries { self.entry(entry, as: name, key, value, shape) }
        case (.object(let entries), .map(let item?, let key, let value, let shape)):
            element(name) { xml in
                for entry in entries { xml.entry(entry, as: item, key, value, shape) }
            }
        case (.object(let object), .structure(let shapes)):
            element(name) { $0.members(object, shapes) }
        case (.object(let object), _):
            element(name) { $0.members(object, []) }
        case (.array(let items), _):
            element(name) { xml in
                for value in items { xml.write(value, as: "member", nil) }
            }
        case (.null, _): break
        case (.string(let text), _): element(name, text)
        case (.number, _), (.bool, _): element(name, String(decoding: value.compactBytes, as: UTF8.self))
        }
    }

    private mutating func entry(
        _ entry: (key: String, value: JSONValue),
        as name: String,
        _ keyName: String,
        _ valueName: String,
        _ shape: QueryShape
    ) {
        element(name) { xml in
            xml.element(keyName, entry.key)
            xml.write(entry.value, as: valueName, shape)
        }
    }
}
