import QuickstepJSON
import Testing

@testable import QuickstepJSONPath

/// A path, a document and the JSON text of what the path gives.
struct QueryCase: Sendable, CustomTestStringConvertible {
    let path: String
    let document: String
    let expected: String

    init(_ path: String, of document: String, gives expected: String) {
        self.path = path
        self.document = document
        self.expected = expected
    }

    var testDescription: String { "\(self.path) of \(self.document.prefix(60))" }

    /// Runs the query and compares the texts.
    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let result = try query(self.path, self.document)
        let expected = try JSONValue.parse(self.expected)
        #expect(result.map(\.compactText) == .success(expected.compactText), sourceLocation: sourceLocation)
    }
}

/// Runs a path on a JSON text.
func query(_ path: String, _ document: String) throws -> Result<JSONValue, JSONPathMiss> {
    try JSONPath(path).query(JSONValue.parse(document))
}

/// Runs a path that must miss, and gives the miss.
func miss(_ path: String, _ document: String) throws -> JSONPathMiss? {
    switch try query(path, document) {
    case .success(let value):
        Issue.record("\(path) gave \(value)")
        return nil
    case .failure(let miss):
        return miss
    }
}

/// The store of books that examples of JSONPath have used since 2007.
let bookstore = """
    {"store":{"book":[
    {"category":"reference","author":"Nigel Rees","title":"Sayings of the Century","price":8.95},
    {"category":"fiction","author":"Evelyn Waugh","title":"Sword of Honour","price":12.99},
    {"category":"fiction","author":"Herman Melville","title":"Moby Dick","isbn":"0-553-21311-3","price":8.99},
    {"category":"fiction","author":"J. R. R. Tolkien","title":"The Lord of the Rings","isbn":"0-395-19395-8","price":22.99}
    ],"bicycle":{"color":"red","price":19.95}},"expensive":10}
    """
