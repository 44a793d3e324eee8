// The shapes follow the public model of the API: names, types, what is required, bounds and enumerations.
extension ResponseShape {
    /// What AWS KMS answers, by action.
    ///
    /// Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html
    static let keyAnswers: [String: ResponseShape] = [
        "encrypt": encryptAnswer,
        "decrypt": decryptAnswer,
        "generateDataKey": generateDataKeyAnswer,
    ]

    private static let encryptAnswer: ResponseShape = .structure([
        "CiphertextBlob": .text(from: 1, to: 6144),
        "KeyId": .text(from: 1, to: 2048),
        "EncryptionAlgorithm": .encryptionAlgorithmSpec,
    ])

    private static let decryptAnswer: ResponseShape = .structure([
        "KeyId": .text(from: 1, to: 2048),
        "Plaintext": .text(from: 1, to: 4096),
        "EncryptionAlgorithm": .encryptionAlgorithmSpec,
        "CiphertextForRecipient": .text(from: 1, to: 6144),
        "KeyMaterialId": .text(from: 64, to: 64),
    ])

    private static let generateDataKeyAnswer: ResponseShape = .structure([
        "CiphertextBlob": .text(from: 1, to: 6144),
        "Plaintext": .text(from: 1, to: 4096),
        "KeyId": .text(from: 1, to: 2048),
        "CiphertextForRecipient": .text(from: 1, to: 6144),
        "KeyMaterialId": .text(from: 64, to: 64),
    ])

    private static let encryptionAlgorithmSpec: ResponseShape = .choice([
        "SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE",
    ])
}
