/** The timing of a schedule in closed steps, where its row blocks are alike. */
package masattention.search.fast;
