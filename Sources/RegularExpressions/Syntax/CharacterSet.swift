/// What stands between the brackets of a class, while it is read.
struct CharacterSet {
    var ranges: CodePointRanges = []
    var properties: [PropertyTest] = []

    mutating func add(_ other: CharacterSet) {
        self.ranges.add(other.ranges)
        self.properties += other.properties
    }

    func characterClass(isNegated: Bool, caseRule: CaseRule) -> CharacterClass {
        CharacterClass(self.ranges, properties: self.properties, isNegated: isNegated, caseRule: caseRule)
    }
}
