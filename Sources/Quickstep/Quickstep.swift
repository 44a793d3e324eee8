// What users import. Each line hands on one of the rooms that have something for them.
@_exported public import Logging
@_exported public import QuickstepHTTPDelivery
@_exported public import QuickstepJSON
@_exported public import QuickstepLambda
@_exported public import QuickstepNotificationSigning
@_exported public import QuickstepPrimitives
@_exported public import QuickstepRuntime
@_exported public import QuickstepServiceKit
