/** A house as it must not be: each class breaks a rule of {@code HouseTests}, and the hub knows none of them. */
package stadttor.broken;
