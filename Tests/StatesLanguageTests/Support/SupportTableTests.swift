import Testing

@testable import QuickstepStatesLanguage

@Suite struct SupportTableTests {
    @Test(arguments: SupportTable.Feature.allCases)
    func `every feature has one row`(feature: SupportTable.Feature) throws {
        let rows = SupportTable.rows.filter { $0.feature == feature }
        #expect(rows.count == 1)
        let row = try #require(rows.first)
        #expect(!row.name.isEmpty && !row.place.isEmpty)
        #expect(row.note.hasSuffix("."))
    }
}
