import QuickstepJSON
import QuickstepServiceKit

/// `GetSigningCertificate`, ours: the certificate against which notifications can be verified, in PEM, and its path on the endpoint.
///
/// The gateway serves it at `/_sns/…`, where the notifications say that it is.
enum GetSigningCertificate {
    static func run(_ call: OperationCall, _ turn: inout Turn) throws(ServiceError) -> JSONObject {
        guard let signing = call.surroundings.signing else {
            throw ServiceError(
                code: "NotFound",
                message: "Nothing signs notifications in this process. `quickstep serve` does; a Swift program gives a "
                    + "signer in RuntimeOptions.",
                httpStatus: 404
            )
        }
        let identity = try SigningDesk.identity(signing, &turn)
        return [
            "Certificate": .string(identity.certificate),
            "Path": .string(Seal.path(ofCertificate: identity.certificate)),
        ]
    }
}
