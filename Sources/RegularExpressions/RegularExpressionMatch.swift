/// Where a regular expression matched, in UTF-16 units.
package struct RegularExpressionMatch: Sendable, Equatable {
    /// The whole match.
    package let range: Range<Int>

    /// What each capturing group matched last, from group 1 on; nil for a group that took no part.
    package let captures: [Range<Int>?]

    let names: [GroupName]

    /// What a group matched, 0 being the whole match; nil too for a group that is not there.
    package subscript(group: Int) -> Range<Int>? {
        if group == 0 { return self.range }
        return self.captures.indices.contains(group - 1) ? self.captures[group - 1] : nil
    }

    /// What a named group matched.
    package subscript(name: String) -> Range<Int>? {
        self.names.first { $0.name == name }.flatMap { self[$0.group] }
    }
}

/// The name of a group.
struct GroupName: Sendable, Equatable {
    let name: String
    let group: Int
}
