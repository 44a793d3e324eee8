// The shapes follow the public model of the API: names, types, what is required, bounds and enumerations.
extension ResponseShape {
    /// What Amazon DynamoDB answers, by action.
    ///
    /// Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html
    static let tableAnswers: [String: ResponseShape] = [
        "getItem": getItemAnswer,
        "putItem": putItemAnswer,
        "updateItem": updateItemAnswer,
        "deleteItem": deleteItemAnswer,
        "query": queryAnswer,
        "scan": scanAnswer,
    ]

    private static let getItemAnswer: ResponseShape = .structure([
        "Item": .map(.reference { .attributeValue }),
        "ConsumedCapacity": .consumedCapacity,
    ])

    private static let putItemAnswer: ResponseShape = .structure([
        "Attributes": .map(.reference { .attributeValue }),
        "ConsumedCapacity": .consumedCapacity,
        "ItemCollectionMetrics": .itemCollectionMetrics,
    ])

    private static let updateItemAnswer: ResponseShape = .structure([
        "Attributes": .map(.reference { .attributeValue }),
        "ConsumedCapacity": .consumedCapacity,
        "ItemCollectionMetrics": .itemCollectionMetrics,
    ])

    private static let deleteItemAnswer: ResponseShape = .structure([
        "Attributes": .map(.reference { .attributeValue }),
        "ConsumedCapacity": .consumedCapacity,
        "ItemCollectionMetrics": .itemCollectionMetrics,
    ])

    private static let queryAnswer: ResponseShape = .structure([
        "Items": .list(.map(.reference { .attributeValue })),
        "Count": .number,
        "ScannedCount": .number,
        "LastEvaluatedKey": .map(.reference { .attributeValue }),
        "ConsumedCapacity": .consumedCapacity,
    ])

    private static let scanAnswer: ResponseShape = .structure([
        "Items": .list(.map(.reference { .attributeValue })),
        "Count": .number,
        "ScannedCount": .number,
        "LastEvaluatedKey": .map(.reference { .attributeValue }),
        "ConsumedCapacity": .consumedCapacity,
    ])

    private static let attributeValue: ResponseShape = .structure([
        "S": .text,
        "N": .text,
        "B": .text,
        "SS": .list(.text),
        "NS": .list(.text),
        "BS": .list(.text),
        "M": .map(.reference { .attributeValue }),
        "L": .list(.reference { .attributeValue }),
        "NULL": .boolean,
        "BOOL": .boolean,
    ])

    private static let consumedCapacity: ResponseShape = .structure([
        "TableName": .text(from: 1, to: 1024),
        "CapacityUnits": .number,
        "ReadCapacityUnits": .number,
        "WriteCapacityUnits": .number,
        "Table": .capacity,
        "LocalSecondaryIndexes": .map(.capacity),
        "GlobalSecondaryIndexes": .map(.capacity),
    ])

    private static let capacity: ResponseShape = .structure([
        "ReadCapacityUnits": .number,
        "WriteCapacityUnits": .number,
        "CapacityUnits": .number,
    ])

    private static let itemCollectionMetrics: ResponseShape = .structure([
        "ItemCollectionKey": .map(.reference { .attributeValue }),
        "SizeEstimateRangeGB": .list(.number),
    ])
}
