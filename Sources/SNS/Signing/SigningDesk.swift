import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Signs with the key of the data folder, which is made when it is first needed and lies in the store like everything else.
enum SigningDesk {
    /// The key; `nil` where there is none yet.
    static func identity(_ turn: Turn) throws(ServiceError) -> SigningIdentity? {
        guard let json = try turn.json(ScopeRows.identity) else { return nil }
        guard let identity = SigningIdentity(json: json) else { throw .damaged("the key that signs notifications") }
        return identity
    }

    /// The key, made now where there is none yet.
    static func identity(
        _ signing: any MessageSigning,
        _ turn: inout Turn
    ) throws(ServiceError) -> SigningIdentity {
        if let identity = try identity(turn) { return identity }
        let identity: SigningIdentity
        do {
            identity = try signing.makeIdentity(at: turn.now)
        } catch {
            throw failure("No key could be made: \(error)")
        }
        turn.put(ScopeRows.identity, identity.json)
        return identity
    }

    /// Signs a text.
    static func seal(
        _ text: String,
        _ version: SignatureVersion,
        _ signing: (any MessageSigning)?,
        _ turn: inout Turn
    ) throws(ServiceError) -> Seal {
        guard let signing else { return .unsigned }
        let identity = try identity(signing, &turn)
        do {
            let signature = try signing.signature(of: Array(text.utf8), by: identity, digest: version.digest)
            return Seal(
                version: version,
                signature: Base64.encode(signature),
                certificatePath: Seal.path(ofCertificate: identity.certificate)
            )
        } catch {
            throw failure("A message could not be signed: \(error)")
        }
    }

    private static func failure(_ message: String) -> ServiceError {
        ServiceError(code: "InternalError", message: message, fault: .server, httpStatus: 500)
    }
}

extension SigningIdentity {
    var json: JSONValue {
        ["privateKey": .string(privateKey), "certificate": .string(certificate)]
    }

    init?(json: JSONValue) {
        guard let key = json["privateKey"]?.stringValue, let certificate = json["certificate"]?.stringValue else {
            return nil
        }
        self.init(privateKey: key, certificate: certificate)
    }
}
