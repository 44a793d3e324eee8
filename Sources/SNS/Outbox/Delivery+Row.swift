import QuickstepJSON
import QuickstepServiceKit

extension Delivery {
    var json: JSONValue {
        var row: JSONObject = [
            "subscription": .string(subscription),
            "kind": .string(kind.rawValue),
            "messageId": .string(messageID),
            "url": .string(url),
            "headers": .array(headers.map { [.string($0.name), .string($0.value)] }),
            "body": .string(body),
            "retries": retries.json,
            "effect": .string(effect.description),
        ]
        if let perSecond { row["perSecond"] = .number(JSONNumber(perSecond)) }
        if let cause { row["cause"] = .string(cause.description) }
        if let deadLetter {
            row["deadLetter"] = ["queue": .string(deadLetter.target), "request": .object(deadLetter.parameters)]
        }
        return .object(row)
    }

    init?(json: JSONValue, number: Int64, topic: TopicAddress) {
        guard let subscription = json["subscription"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap({ Kind(rawValue: $0) }),
            let messageID = json["messageId"]?.stringValue, let url = json["url"]?.stringValue,
            let headers = json["headers"]?.arrayValue, let body = json["body"]?.stringValue,
            let retries = json["retries"].flatMap({ try? RetryPolicy(json: $0) }),
            let effect = json["effect"]?.stringValue
        else { return nil }
        self.init(
            number: number,
            topic: topic,
            subscription: subscription,
            kind: kind,
            messageID: messageID,
            url: url,
            headers: headers.compactMap { header in
                guard let name = header[0]?.stringValue, let value = header[1]?.stringValue else { return nil }
                return WebPost.Header(name, value)
            },
            body: body,
            retries: retries,
            perSecond: json["perSecond"]?.intValue,
            deadLetter: Self.deadLetter(json["deadLetter"], topic),
            effect: EffectID(effect),
            cause: json["cause"]?.stringValue.map { EffectID($0) }
        )
    }

    private static func deadLetter(_ json: JSONValue?, _ topic: TopicAddress) -> DeadLetter? {
        guard let target = json?["queue"]?.stringValue, let request = json?["request"]?.objectValue else { return nil }
        return DeadLetter(target: target, parameters: request, topic: topic)
    }
}
