// A test that imports the kit has what it needs to name events, values and results.
@_exported public import QuickstepJSON
@_exported public import QuickstepLambda
@_exported public import QuickstepPrimitives
@_exported public import QuickstepRuntime
@_exported public import QuickstepServiceKit
