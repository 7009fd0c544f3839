/**
 * Stadttor, read in the order of a sign-in: browser → home realm → upstream → person → access → session → grant →
 * application.
 *
 * <table>
 * <caption>The route of a login</caption>
 * <tr><th>request</th><th>step</th><th>what comes next</th></tr>
 * <tr><td>{@code /oauth2/par}</td><td>{@code issuing.PushedAuthorizations}</td><td>{@code /oauth2/authorize}, by the
 * browser</td></tr>
 * <tr><td>{@code /oauth2/authorize}</td><td>{@code route.AuthorizationRoute}</td><td>code, refusal, consent, or
 * {@code /login}</td></tr>
 * <tr><td>{@code /login}</td><td>{@code homerealm}: which provider?</td><td>{@code /login/to/{provider}}</td></tr>
 * <tr><td>{@code /login/to/{provider}}</td><td>{@code upstream}: build the request</td><td>the provider's own
 * page</td></tr>
 * <tr><td>{@code /login/callback/{provider}}</td><td>{@code upstream} → {@code person} → {@code session}, then
 * {@code access} and {@code issuing}</td><td>the application</td></tr>
 * <tr><td>{@code /device}</td><td>{@code route.DeviceRoute}: the code of a device (RFC 8628)</td><td>{@code /login}, a
 * question, and {@code /device/end}</td></tr>
 * <tr><td>{@code /oauth2/token}</td><td>{@code issuing.TokenRequests}</td><td>tokens, roles decided anew</td></tr>
 * <tr><td>{@code /connect/logout}</td><td>{@code route.LogoutRoute}</td><td>the provider's logout, then the
 * application; {@code logout} tells the others</td></tr>
 * </table>
 */
@NullMarked
package de.stadttor;

import org.jspecify.annotations.NullMarked;
