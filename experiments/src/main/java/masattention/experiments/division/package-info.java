/** Where the lead of FuseMax over MAS comes from: the place of the division, or the rest. */
package masattention.experiments.division;
