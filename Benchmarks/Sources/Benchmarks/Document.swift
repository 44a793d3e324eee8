import Quickstep

/// A JSON document of 1 MB as workflows pass on: orders with texts, numbers, lists and what others wrote as text in them.
enum Document {
    static let text: String = {
        var orders: [String] = []
        var length = 0
        while length < 1_000_000 {
            let order = order(number: orders.count)
            orders.append(order)
            length += order.utf8.count + 1
        }
        return #"{"batch":"2026-11-30","orders":["# + orders.joined(separator: ",") + "]}"
    }()

    static let bytes = Array(text.utf8)

    static let value: JSONValue = (try? JSONValue.parse(text)) ?? .null

    private static func order(number: Int) -> String {
        """
        {"id":\(number),"arn":"arn:aws:states:us-east-1:000000000000:execution:orders:order-\(number)",\
        "customer":{"name":"Zoë Müller \(number % 97)","mail":"customer.\(number)@example.com","isNew":\(number % 3 == 0)},\
        "lines":[{"article":"A-\(number * 7 % 1000)","count":\(number % 9 + 1),"price":\(number % 50).95},\
        {"article":"B-\(number * 13 % 1000)","count":2,"price":12.5,"note":null}],"total":\(number % 50 + 25).9,\
        "note":"Leave it at the \\"back\\" door.\\nRing twice.","result":{"StatusCode":200,"Payload":"{\\"ok\\":true}"}}
        """
    }
}
