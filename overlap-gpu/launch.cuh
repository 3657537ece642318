// Host side: inputs and the float64 reference, launches and their median, and the lines of the raw table.
#pragma once
#include "modes.cuh"

// ---- host ----
static char g_card[128];
static int g_sms;
static long long* d_t;
static float* d_out;
static uint4 *d_q, *d_k, *d_v;
static double worst = 0;

static std::vector<__half> cores(const std::vector<__half>& x, int rows, int cols) {  // row-major tile -> core-matrix order
  std::vector<__half> y(x.size());
  for (int r = 0; r < rows; ++r)
    for (int e = 0; e < cols; ++e) y[((e / 8) * (rows / 8) + r / 8) * 64 + (r % 8) * 8 + e % 8] = x[r * cols + e];
  return y;
}

struct Problem {
  int N, E, tiles;             // tiles of 64 query rows
  std::vector<__half> q, k, v;
  void make(int n, int e, int t, bool alias, unsigned seed) {
    N = n; E = e; tiles = t;
    std::mt19937 g(seed);
    std::normal_distribution<float> d(0, 1);
    auto fill = [&](std::vector<__half>& x, size_t m) { x.resize(m); for (auto& h : x) h = __float2half(d(g)); };
    fill(q, (size_t)t * 64 * e); fill(k, (size_t)n * e); fill(v, (size_t)n * e);
    if (alias) v = k;
    std::vector<__half> qq;
    for (int i = 0; i < t; ++i) {
      auto y = cores(std::vector<__half>(q.begin() + (size_t)i * 64 * e, q.begin() + (size_t)(i + 1) * 64 * e), 64, e);
      qq.insert(qq.end(), y.begin(), y.end());
    }
    auto kk = cores(k, n, e), vv = cores(v, n, e);
    vv.resize((size_t)n * (e + 8), __float2half(1.0f));
    CK(cudaMemcpy(d_q, qq.data(), qq.size() * 2, cudaMemcpyHostToDevice));
    CK(cudaMemcpy(d_k, kk.data(), kk.size() * 2, cudaMemcpyHostToDevice));
    CK(cudaMemcpy(d_v, vv.data(), vv.size() * 2, cudaMemcpyHostToDevice));
  }
  std::vector<double> ref(int tile, int vrep, std::vector<double>* sums = nullptr) const {  // 64 x E; with `sums`: undivided
    if (sums) sums->assign(64, 0);
    std::vector<double> o((size_t)64 * E, 0), x(N);
    for (int r = 0; r < 64; ++r) {
      for (int j = 0; j < N; ++j) {
        double z = 0;
        for (int e = 0; e < E; ++e) z += (double)__half2float(q[((size_t)tile * 64 + r) * E + e]) * __half2float(k[(size_t)j * E + e]);
        x[j] = z;
      }
      for (int w = 0; w < vrep; ++w) {
        double m = *std::max_element(x.begin(), x.end()), l = 0;
        for (auto& z : x) { z = exp((z - m) / sqrt((double)E)); l += z; }
        if (sums) (*sums)[r] = l;
        else for (auto& z : x) z /= l;
      }
      for (int j = 0; j < N; ++j)
        for (int e = 0; e < E; ++e) o[(size_t)r * E + e] += x[j] * __half2float(v[(size_t)j * E + e]);
    }
    return o;
  }
};

struct Result { double med, lo, hi; };
static Result summarize(int ctas, int warps, int launches_done, std::vector<double>& all) {
  std::vector<long long> h((size_t)ctas * REPS * warps * 2);
  CK(cudaMemcpy(h.data(), d_t, h.size() * 8, cudaMemcpyDeviceToHost));
  for (int c = 0; c < ctas; ++c)
    for (int r = 1; r < REPS; ++r) {  // the first repetition warms the instruction cache
      long long a = INT64_MAX, b = -1;
      for (int w = 0; w < warps; ++w) {
        const long long* t = &h[(((size_t)c * REPS + r) * warps + w) * 2];
        if (t[0] >= 0) { a = std::min(a, t[0]); b = std::max(b, t[1]); }
      }
      all.push_back((double)(b - a));
    }
  std::vector<double> v = all;
  std::sort(v.begin(), v.end());
  return {v[v.size() / 2], v.front(), v.back()};
}

template <typename F> static Result launch(F kernel, int ctas, int threads, int smem, Args a, int launches) {
  smem = std::max(smem, 120 * 1024);  // one CTA per SM
  CK(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, smem));
  std::vector<double> all;
  Result r{};
  for (int l = 0; l < launches; ++l) {
    CK(cudaMemset(d_out, 0xff, (size_t)ctas * 4 * 64 * 128 * 4));
    kernel<<<ctas, threads, smem>>>(a);
    CK(cudaGetLastError());
    CK(cudaDeviceSynchronize());
    r = summarize(ctas, threads / 32, l, all);
  }
  return r;
}

static void row(int ctas, const char* machine, const char* mode, int E, int N, int rows, int nb, int mrep, int vrep, Result r, double err) {
  printf("%s,%d,%s,%s,%d,%d,%d,%d,%d,%d,%.0f,%.0f,%.0f,", g_card, ctas, machine, mode, E, N, rows, nb, mrep, vrep, r.med, r.lo, r.hi);
  if (err >= 0) printf("%.2e", err);
  printf("\n");
  fflush(stdout);
  if (err >= 0 && !(err < 5e-3)) { fprintf(stderr, "WRONG %s %s E=%d N=%d rows=%d mrep=%d vrep=%d: %.3e\n", machine, mode, E, N, rows, mrep, vrep, err); worst = INFINITY; }
  worst = std::max(worst, err);
}
