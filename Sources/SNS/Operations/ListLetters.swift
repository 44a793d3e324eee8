import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// `ListLetters`, ours: the e-mails and text messages that were kept, in the order in which they were sent, a hundred at a time.
///
/// `Endpoint` asks for those to one address or number alone.
enum ListLetters {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        let rows = ScopeRows(call.parameters.scope)
        let recipient = try call.parameters.text("Endpoint")
        var start = rows.letters.prefixRange.lowerBound
        if let token = try call.parameters.text("NextToken") {
            guard
                let number = Base64.decode(token).flatMap({ String(validating: $0, as: UTF8.self) }).flatMap({
                    Int64($0)
                })
            else { throw .invalid("NextToken") }
            start = rows.letter(number).successor
        }
        var letters: [JSONValue] = []
        var next: Int64?
        for row in try turn.range(start..<rows.letters.prefixRange.upperBound) {
            guard let json = try? JSONValue.parse(bytes: row.value), let letter = Letter(json: json) else {
                throw .damaged("the letters of topics")
            }
            guard recipient == nil || letter.recipient == recipient else { continue }
            guard letters.count < SNSLimits.pageSize else {
                next = try Letter.number(row.key, rows) - 1
                break
            }
            letters.append(letter.shown)
        }
        var output: JSONObject = ["Letters": .array(letters)]
        if let next { output["NextToken"] = .string(Base64.encode(Array(String(next).utf8))) }
        return output
    }
}
