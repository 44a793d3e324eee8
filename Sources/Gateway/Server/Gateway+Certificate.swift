import HTTPTypes
import Hummingbird
import QuickstepJSON
import QuickstepRuntime
import QuickstepServiceKit

extension Gateway {
    /// The certificate that notifications name in `SigningCertURL`, for whoever asks: it holds nothing secret.
    ///
    /// Only the path that they name has it: that of another key's certificate is not this one's.
    static func certificate(at path: String, _ runtime: Runtime) async -> Response {
        let request = ServiceRequest(service: "sns", operation: "GetSigningCertificate", parameters: [:])
        guard let answer = try? await runtime.call(request), answer["Path"]?.stringValue == path,
            let text = answer["Certificate"]?.stringValue
        else { return Response(status: .notFound) }
        var headers = HTTPFields()
        headers[.contentType] = "application/x-pem-file"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
